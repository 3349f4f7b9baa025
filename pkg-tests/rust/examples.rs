//! Runs the examples and with them their assertions.

#[path = "../examples/own_profile.rs"]
mod own_profile;
#[path = "../examples/read_file.rs"]
mod read_file;
#[path = "../examples/session.rs"]
mod session;
#[path = "../examples/validate.rs"]
mod validate;

#[test]
fn examples_run() {
    validate::main().unwrap();
    session::main().unwrap();
    own_profile::main().unwrap();
    read_file::main().unwrap();
}
