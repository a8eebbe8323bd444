//! Names of months and days, in the languages that exports come in.

/// "Friday, April 3, 2026", "Mo 05.01.2026": the name of the day says nothing more.
pub(super) fn without_weekday(cell: &str) -> &str {
    const NAMES: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun \
                         sunday mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag lun \
                         lundi lunes lunedì mar mardi martes mer mercredi mié jeu jeudi jue ven vendredi vie viernes \
                         sam samedi sáb sábado dim dimanche dom domingo";
    let end = cell.find(|c: char| !c.is_alphabetic()).unwrap_or(cell.len());
    let (word, rest) = cell.split_at(end);
    let rest_of = rest.trim_start_matches([',', '.', ' ']);
    // "Mar 5" is a day in March; a weekday's name stands before a whole date.
    let whole = rest_of.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count() >= 3;
    let known = !word.is_empty() && NAMES.split_whitespace().any(|name| name == word.to_lowercase());
    if whole && known && rest_of.len() < rest.len() { rest_of } else { cell }
}

/// Names and usual abbreviations in the languages of Europe that have names of their own, where no two contradict.
const MONTH_NAMES: [&str; 12] = [
    "jan january januar jän jänner janv janvier ene enero gen gennaio januari janeiro januára january leden ledna styczeń \
     stycznia sty tammikuu tammi ocak január ianuarie ian январь января янв gener",
    "feb february februar feber févr fév fevr février fevrier febrero febbraio februari fev fevereiro únor února luty \
     lutego lut helmikuu helmi şubat február februarie февраль февраля фев febrer",
    "mar march mär mrz märz maerz mars marzo mrt maart março marco březen března marzec marca marz maaliskuu maalis mart \
     március martie март марта març",
    "apr april avr avril abr abril aprile duben dubna kwiecień kwietnia kwi huhtikuu huhti nisan április aprilie апрель \
     апреля апр",
    "may mai mayo mag maggio mei maio maj maja květen května toukokuu touko mayıs május май мая maig",
    "jun june juni juin junio giu giugno junho červen června czerwiec czerwca cze kesäkuu kesä haziran június iunie iun \
     июнь июня июн juny",
    "jul july juli juil juillet julio lug luglio julho červenec července lipiec lipca lip heinäkuu heinä temmuz július \
     iulie iul июль июля июл juliol",
    "aug august août aout ago agosto augustus augusti srpen srpna sierpień sierpnia sie elokuu elo ağustos augusztus \
     август августа авг agost agustus",
    "sep sept september septembre septiembre setiembre set settembre setembro září wrzesień września wrz syyskuu syys \
     eylül szeptember septembrie сентябрь сентября сен сент setembre",
    "oct october okt oktober octobre octubre ott ottobre outubro out říjen října październik października paź lokakuu \
     loka ekim október octombrie октябрь октября окт",
    "nov november novembre noviembre novembro listopad listopadu listopada lis marraskuu marras kasım noiembrie ноябрь \
     ноября ноя",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro prosinec prosince grudzień grudnia \
     gru joulukuu joulu aralık decembrie декабрь декабря дек desember des desembre",
];

pub(super) fn month_by_name(word: &str) -> Option<u32> {
    // Most cells are no such word.
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let word = word.to_lowercase();
    let index = MONTH_NAMES.iter().position(|names| names.split_whitespace().any(|name| name == word))?;
    u32::try_from(index + 1).ok()
}
