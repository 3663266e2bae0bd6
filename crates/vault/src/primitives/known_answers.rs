//! The primitives against published answers. Each names its source; none was computed here.

use super::aead::{expanded, open_with, seal_with};
use super::{Kem, Prf, Signer, extract, hash_all, kem, stretch, verify};
use crate::Cost;
use crate::tests::support::FixedEntropy;
use crate::text::{array, unhex};
use hpke::aead::{AesGcm128, AesGcm256};
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem as _, Serializable};

fn bytes(hex: &str) -> Vec<u8> {
    unhex(hex).unwrap().to_vec()
}

/// FIPS 180-4 (example "abc"), RFC 4231 case 2 and RFC 5869 case 1, whose first 32 bytes are one block.
#[test]
fn sha_256_hmac_and_hkdf() {
    assert_eq!(
        hash_all(&[b"a", b"bc"])[..],
        bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
    assert_eq!(
        Prf::new(b"Jefe").tag(&[b"what do ya want ", b"for nothing?"])[..],
        bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    );
    let (salt, secret) = (bytes("000102030405060708090a0b0c"), [0x0b; 22]);
    assert_eq!(
        Prf::new(&salt).tag(&[&secret])[..],
        bytes("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    );
    assert_eq!(
        extract(&salt, &secret).expand(&[&bytes("f0f1f2f3f4"), &bytes("f5f6f7f8f9")])[..],
        bytes("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
    );
}

/// AES-256-GCM: test cases 13 to 16 of McGrew and Viega, "The Galois/Counter Mode of Operation", submitted to
/// NIST.
#[test]
fn aes_256_gcm() {
    let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    let nonce = "cafebabefacedbaddecaf888";
    let plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    let cipher = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";
    let zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    let cases = [
        (zeros, &zeros[..24], "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
        (
            zeros,
            &zeros[..24],
            &zeros[..32],
            "",
            "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919",
        ),
        (key, nonce, plain, "", cipher, "b094dac5d93471bdec1a502270e3cc6c"),
        (
            key,
            nonce,
            &plain[..120],
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            &cipher[..120],
            "76fc6ece0f4e1768cddf8853bb2d551b",
        ),
    ];
    for (key, nonce, plain, aad, cipher, tag) in cases {
        let key = expanded(&bytes(key)).unwrap();
        let nonce = array(&bytes(nonce), "").unwrap();
        let mut inout = bytes(plain);
        let made = seal_with(&key, nonce, &bytes(aad), &mut inout).unwrap();
        assert_eq!((&inout, &made[..]), (&bytes(cipher), &bytes(tag)[..]));
        inout.extend_from_slice(&made);
        open_with(&key, nonce, &bytes(aad), &mut inout).unwrap();
        assert_eq!(inout[..plain.len() / 2], bytes(plain));
    }
}

/// RFC 8032 section 7.1, tests 1 to 3.
#[test]
fn ed25519() {
    let cases = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ];
    for (seed, public, message, signature) in cases {
        let signer = Signer::new(&array(&bytes(seed), "").unwrap()).unwrap();
        assert_eq!(signer.public()[..], bytes(public));
        assert_eq!(signer.sign(&bytes(message))[..], bytes(signature));
        assert_eq!(verify(&signer.public(), &bytes(message), &bytes(signature)), Ok(()));
    }
}

/// RFC 9106 section 5.3 (with a secret and associated data, so through the library itself), and our own call
/// against Python's `cryptography` 48 (OpenSSL's Argon2id).
#[test]
fn argon2id() {
    use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let mut tag = [0; 32];
    Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params)
        .unwrap()
        .hash_password_into(&[1; 32], &[2; 16], &mut tag)
        .unwrap();
    assert_eq!(tag[..], bytes("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));

    let salt: [u8; 16] = std::array::from_fn(|i| i as u8);
    let cost = Cost { memory_kib: 19_456, passes: 2, lanes: 1 };
    assert_eq!(
        stretch(b"correct horse", &salt, cost).unwrap()[..],
        bytes("d00b90c40f918cf889780d7d3a9ec3c2b1719df87dc5e4d4d93ea6163db04e17")
    );
}

/// RFC 9180 A.1.1 (AES-128-GCM, as the RFC prints it) and the same KEM and KDF with AES-256-GCM from the CFRG
/// test-vectors.json published with it. The generator hands out ikmE, so the encapsulated key is checked too.
#[test]
fn hpke_x25519() {
    let info = bytes("4f6465206f6e2061204772656369616e2055726e");
    let aad = bytes("436f756e742d30");
    let plain = bytes("4265617574792069732074727574682c20747275746820626561757479");

    let made = kem::seal::<AesGcm128, X25519HkdfSha256>(
        &bytes("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"),
        &info,
        &aad,
        &plain,
        &mut FixedEntropy::new(&bytes("7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234")),
    )
    .unwrap();
    assert_eq!(made.enc, bytes("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"));
    assert_eq!(
        made.ciphertext,
        bytes("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a")
    );

    let made = kem::seal::<AesGcm256, X25519HkdfSha256>(
        &bytes("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c"),
        &info,
        &aad,
        &plain,
        &mut FixedEntropy::new(&bytes("2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9")),
    )
    .unwrap();
    assert_eq!(made.enc, bytes("6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256"));
    assert_eq!(
        made.ciphertext,
        bytes("e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a")
    );
    let secret = bytes("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
    let opened =
        kem::hpke_open(Kem::X25519, &secret, &made.enc, &made.commitment, &info, &aad, &made.ciphertext);
    assert_eq!(opened.unwrap()[..], plain);
}

/// RFC 9180 A.1.1: the key pair of ikmR. It is how intake keys are made.
#[test]
fn hpke_derives_key_pairs() {
    let ikm = array(&bytes("6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037"), "").unwrap();
    let (_, public) = Kem::X25519.key_pair(&ikm);
    assert_eq!(public, bytes("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"));
}

/// The first vector of draft-connolly-cfrg-xwing-kem, as shipped with the `x-wing` crate.
#[test]
fn x_wing() {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("x_wing.json")).unwrap();
    let field = |name: &str| bytes(vectors[0][name].as_str().unwrap());
    let secret = <XWing as hpke::Kem>::PrivateKey::from_bytes(&field("seed")).unwrap();
    let public = XWing::sk_to_pk(&secret);
    assert_eq!(public.to_bytes()[..], field("pk"));
    let mut entropy = FixedEntropy::new(&field("eseed"));
    let mut source = kem::Source::new(&mut entropy);
    let (shared, enc) = XWing::encap_with_rng(&public, None, &mut source).unwrap();
    assert_eq!(enc.to_bytes()[..], field("ct"));
    assert_eq!(shared.0[..], field("ss"));
    assert_eq!(XWing::decap(&secret, None, &enc).unwrap().0[..], field("ss"));
    assert_eq!((enc.to_bytes().len(), public.to_bytes().len()), (Kem::XWing.enc_len(), 1216));
}
