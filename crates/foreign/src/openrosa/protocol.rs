//! What a server says to a telephone: OpenRosa 1.0, and the settings that Collect reads from a QR code.

use super::xml::Element;
use base64::Engine;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::json;
use std::io::Write;

/// A form that can be fetched.
#[derive(Clone, Debug)]
pub struct FormListed {
    /// Its id.
    pub id: String,
    /// Its name, as people see it.
    pub name: String,
    /// Its version.
    pub version: String,
    /// MD5 of the form, in hexadecimal: what the protocol asks for, and no protection of anything.
    pub md5: String,
    /// Where it is fetched.
    pub download: String,
    /// Where the list of the files beside it is fetched.
    pub manifest: String,
}

/// A file beside a form.
#[derive(Clone, Debug)]
pub struct MediaFile {
    /// Its name.
    pub name: String,
    /// MD5 of it, in hexadecimal.
    pub md5: String,
    /// Where it is fetched.
    pub download: String,
}

fn named(name: &'static str, text: &str) -> Element {
    Element::new(name).text(text)
}

/// The list of forms.
pub fn form_list(forms: &[FormListed]) -> String {
    let forms = forms.iter().map(|form| {
        Element::new("xform")
            .child(named("formID", &form.id))
            .child(named("name", &form.name))
            .child(named("version", &form.version))
            .child(named("hash", &format!("md5:{}", form.md5)))
            .child(named("downloadUrl", &form.download))
            .child(named("manifestUrl", &form.manifest))
    });
    Element::new("xforms").with("xmlns", "http://openrosa.org/xforms/xformsList").all(forms).document()
}

/// The list of the files beside a form.
pub fn manifest(files: &[MediaFile]) -> String {
    let files = files.iter().map(|file| {
        Element::new("mediaFile")
            .child(named("filename", &file.name))
            .child(named("hash", &format!("md5:{}", file.md5)))
            .child(named("downloadUrl", &file.download))
    });
    Element::new("manifest").with("xmlns", "http://openrosa.org/xforms/xformsManifest").all(files).document()
}

/// What Collect shows of an answer; a nature names what it was.
pub fn response(nature: &str, message: &str) -> String {
    Element::new("OpenRosaResponse")
        .with("xmlns", "http://openrosa.org/http/response")
        .child(named("message", message).with("nature", nature))
        .document()
}

/// The settings of a project for Collect, as its QR code carries them. Forms follow the server, finished reports are sent
/// as soon as there is a network and are then deleted from the telephone, and nothing is told to the makers of the app.
pub fn settings(server: &str, name: &str) -> String {
    let settings = json!({
        "general": {
            "protocol": "odk_default",
            "server_url": server,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "delete_send": true,
            "analytics": false,
        },
        "admin": {},
        "project": {"name": name},
    });
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = packed.write_all(settings.to_string().as_bytes());
    base64::engine::general_purpose::STANDARD.encode(packed.finish().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;

    #[test]
    fn settings_open_as_collect_opens_them() {
        let text = settings("https://sixfold.example/collect/t/XAR", "Arandia");
        let packed = base64::engine::general_purpose::STANDARD.decode(text).unwrap();
        let said: serde_json::Value = serde_json::from_reader(ZlibDecoder::new(&packed[..])).unwrap();
        assert_eq!(said["general"]["server_url"], "https://sixfold.example/collect/t/XAR");
        assert_eq!(said["project"]["name"], "Arandia");
        assert_eq!(said["admin"], json!({}));
    }

    #[test]
    fn lists_are_those_of_the_protocol() {
        let form = FormListed {
            id: "sixfold-XAR".to_owned(),
            name: "Arandia & more".to_owned(),
            version: "1-0".to_owned(),
            md5: "0".repeat(32),
            download: "https://a.example/f.xml".to_owned(),
            manifest: "https://a.example/m".to_owned(),
        };
        insta::assert_snapshot!(form_list(&[form]));
        let file = MediaFile {
            name: "areas.csv".to_owned(),
            md5: "1".repeat(32),
            download: "https://a.example/areas.csv".to_owned(),
        };
        insta::assert_snapshot!(manifest(&[file]));
        insta::assert_snapshot!(response("submit_success", "It has arrived."));
    }
}
