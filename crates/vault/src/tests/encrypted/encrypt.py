"""Encrypts an invented report as ODK Collect does, from the ODK XForms specification ("Encryption") alone.

Made the files beside it, with Python's cryptography 48: python3 encrypt.py. Run again it makes other keys.
"""

import base64
import hashlib
import os
import pathlib

from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as asymmetric
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

try:
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    from cryptography.hazmat.primitives.ciphers.modes import CFB

HERE = pathlib.Path(__file__).parent
FORM, VERSION = "sixfold-XAR", "1-abc"
INSTANCE = "uuid:5b9cf8d1-106f-4004-844f-c072d76762ed"


def der(key):
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


pair = rsa.generate_private_key(65537, 2048)
public = pair.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)
oaep = asymmetric.OAEP(asymmetric.MGF1(hashes.SHA256()), hashes.SHA256(), None)
wrap = lambda plain: base64.b64encode(pair.public_key().encrypt(plain, oaep)).decode()

key = os.urandom(32)
seed = bytearray(hashlib.md5(INSTANCE.encode() + key).digest())
counter = 0


def encrypted(plain):
    global counter
    at = counter % 16
    seed[at] = (seed[at] + 1) % 256
    counter += 1
    pad = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), CFB(bytes(seed))).encryptor()
    return encryptor.update(pad.update(plain) + pad.finalize()) + encryptor.finalize()


wrapped = wrap(key)
signed = [FORM, VERSION, wrapped, INSTANCE]
media = ""
for number in range(20):
    plain = f"an invented file, number {number}".encode()
    (HERE / f"{number}.txt.enc").write_bytes(encrypted(plain))
    signed.append(f"{number}.txt::{hashlib.md5(plain).hexdigest()}")
    media += f"<media><file>{number}.txt.enc</file></media>"
form = (HERE / "submission.xml").read_bytes()
(HERE / "submission.xml.enc").write_bytes(encrypted(form))
signed.append(f"submission.xml::{hashlib.md5(form).hexdigest()}")
signed = "\n".join(signed) + "\n"
(HERE / "signed.txt").write_text(signed)
(HERE / "manifest.xml").write_text(
    f'<data xmlns="http://opendatakit.org/submissions" id="{FORM}" encrypted="yes" version="{VERSION}">'
    f"<base64EncryptedKey>{wrapped}</base64EncryptedKey>"
    f'<meta xmlns="http://openrosa.org/xforms"><instanceID>{INSTANCE}</instanceID></meta>'
    f"{media}<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
    f"<base64EncryptedElementSignature>{wrap(hashlib.md5(signed.encode()).digest())}"
    "</base64EncryptedElementSignature></data>"
)
(HERE / "private.der").write_bytes(der(pair))
(HERE / "public.txt").write_text(base64.b64encode(public).decode() + "\n")
(HERE / "small.der").write_bytes(der(rsa.generate_private_key(65537, 1024)))
