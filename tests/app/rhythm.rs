//! Each rhythm through the whole program.
