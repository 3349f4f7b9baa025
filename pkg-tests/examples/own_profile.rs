//! Checks a filing by a county's own profile: `cargo run --example own_profile`.

use jixiao::json::parse;
use jixiao::{Error, Options, validate};

pub fn main() -> Result<(), Error> {
    // Members left out are taken from the profile that this one extends.
    let filing = parse(
        r#"{
            "profile": {
                "id": "county", "name": "某县", "extends": "cn-hunan",
                "severity": {"DEV004": "off", "RAT001": "warning"}
            },
            "documents": [{
                "kind": "projectEvaluation",
                "funds": {"total": {"budget": "652", "executed": "601.5", "rate": "93%"}},
                "indicators": []
            }]
        }"#,
    )?;
    let report = validate(filing, &Options::default())?;
    assert!(report.ok, "a warning holds nothing up");
    assert_eq!(report.profile, "county");

    // An unknown key is refused, with the pointer to it.
    let wrong = parse(r#"{"profile": {"id": "county", "grade": []}, "documents": []}"#)?;
    let error = validate(wrong, &Options::default()).unwrap_err();
    println!("{error}");
    assert_eq!(error.path(), "/profile/grade");
    Ok(())
}
