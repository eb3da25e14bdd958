//! Which names are those of news agencies?

/// The usual short name of an agency, or `None` for any other name.
pub(crate) fn known_agency(name: &str) -> Option<&'static str> {
    const AGENCIES: &[(&str, &[&str])] = &[
        ("AFP", &["agence france-presse", "agence france presse"]),
        ("AP", &["associated press", "the associated press"]),
        ("Reuters", &["thomson reuters", "reuters news agency"]),
        ("TASS", &["itar-tass", "tass news agency"]),
        ("Xinhua", &["xinhua news agency"]),
        ("UPI", &["united press international"]),
        ("dpa", &["deutsche presse-agentur"]),
        ("EFE", &["agencia efe", "efe news agency"]),
        ("ANSA", &[]),
        ("Kyodo", &["kyodo news"]),
        ("Jiji", &["jiji press"]),
        ("Yonhap", &["yonhap news agency"]),
        ("KCNA", &["korean central news agency"]),
        ("PTI", &["press trust of india"]),
        ("ANI", &["asian news international"]),
        ("IANS", &["indo-asian news service"]),
        ("APP", &["associated press of pakistan"]),
        ("BSS", &[]),
        ("Bernama", &[]),
        ("Antara", &[]),
        ("VNA", &["vietnam news agency"]),
        ("Anadolu", &["aa", "anadolu agency"]),
        ("IRNA", &["islamic republic news agency"]),
        ("SANA", &["syrian arab news agency"]),
        ("SPA", &["saudi press agency"]),
        ("WAM", &["emirates news agency"]),
        ("KUNA", &["kuwait news agency"]),
        ("MENA", &["middle east news agency"]),
        ("Petra", &["jordan news agency"]),
        ("WAFA", &[]),
        ("Interfax", &[]),
        ("RIA Novosti", &["ria"]),
        ("Ukrinform", &[]),
        ("BelTA", &[]),
        ("PAP", &["polish press agency"]),
        ("CTK", &["czech news agency"]),
        ("APA", &["austria press agency"]),
        ("Belga", &[]),
        ("NTB", &[]),
        ("AAP", &["australian associated press"]),
        ("PA", &["press association", "pa media"]),
        ("CP", &["the canadian press", "canadian press"]),
        ("NAN", &["news agency of nigeria"]),
        ("PANA", &["panapress"]),
        ("Bloomberg", &["bloomberg news"]),
        ("RFE/RL", &["radio free europe/radio liberty"]),
        ("VOA", &["voice of america"]),
        ("CNA", &["central news agency"]),
        ("PRNewswire", &["pr newswire"]),
        ("GLOBE NEWSWIRE", &["globenewswire"]),
        ("Business Wire", &["businesswire"]),
    ];
    let name = name.trim().trim_end_matches('.');
    let lower = name.to_lowercase();
    AGENCIES
        .iter()
        .find(|(short, long)| short.to_lowercase() == lower || long.contains(&lower.as_str()))
        .map(|(short, _)| *short)
}
