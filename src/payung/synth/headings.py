"""How villages word the headings of a list."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("No", "NO", "No.", "NO.", "NOMOR", "No Urut", "NO URUT", "Nomor Urut"),
    "nik": ("NIK", "N I K", "Nik", "No. KTP", "NO KTP", "Nomor KTP", "NIK KTP", "No. Induk Kependudukan", "NOMOR NIK",
            "NIK (16 digit)", "NIK/No. KTP", "Nomor Induk Kependudukan (NIK)", "NO. NIK", "No KTP/NIK",
                "NIK sesuai KTP"),
    "name": ("Nama", "NAMA", "Nama Lengkap", "NAMA LENGKAP", "Nama Peserta", "Nama Pekerja", "Nama Sesuai KTP",
             "NAMA TENAGA KERJA", "Nama Calon Peserta", "N A M A", "Nama Lengkap (sesuai KTP)", "NAMA PEKERJA RENTAN"),
    "sex": ("L/P", "JK", "Jenis Kelamin", "JENIS KELAMIN", "Jns Kelamin", "Kelamin", "Jenis Kelamin (L/P)", "J/K",
        "Sex"),
    "man": ("L", "Lk", "LK", "Laki-laki"),
    "woman": ("P", "Pr", "PR", "Perempuan"),
    "birth_place": ("Tempat Lahir", "TEMPAT LAHIR", "Tmpt Lahir", "Tempat lahir"),
    "birth": ("Tanggal Lahir", "TANGGAL LAHIR", "Tgl Lahir", "TGL LAHIR", "Tgl. Lahir", "Tanggal lahir (dd/mm/yyyy)",
              "TANGGAL LAHIR (HH-BB-TTTT)", "Lahir"),
    "place_and_birth": ("TTL", "Tempat, Tanggal Lahir", "Tempat/Tanggal Lahir", "TEMPAT TANGGAL LAHIR", 
                        "Tempat, Tgl Lahir",
                        "T T L", "Tempat & Tgl Lahir"),
    "age": ("Umur", "UMUR", "Usia", "Umur (Th)"),
    "card": ("No. KK", "NO KK", "Nomor KK", "No Kartu Keluarga", "NOMOR KARTU KELUARGA", "No.KK", "KK"),
    "mother": ("Nama Ibu Kandung", "NAMA IBU KANDUNG", "Ibu Kandung", "Nama Ibu"),
    "occupation": ("Pekerjaan", "PEKERJAAN", "Jenis Pekerjaan", "JENIS PEKERJAAN", "Profesi", "Mata Pencaharian",
        "Pekerjaan/Usaha"),
    "address": ("Alamat", "ALAMAT", "Alamat Lengkap", "Alamat Rumah", "ALAMAT DOMISILI", "Alamat sesuai KTP"),
    "hamlet": ("Dusun", "DUSUN", "Nama Dusun", "Dusun/Lingkungan"),
    "rt": ("RT", "Rt", "R T"),
    "rw": ("RW", "Rw", "R W"),
    "phone": ("No. HP", "NO HP", "No Telp", "Nomor HP/WA", "No. HP/WA", "Telepon"),
    "village": ("Desa", "DESA/KELURAHAN", "Desa/Kel", "Nama Desa"),
    "district": ("Kecamatan", "KECAMATAN", "Kec"),
    "decile": ("Desil", "DESIL", "Desil DTSEN"),
    "working": ("Masih Bekerja (Ya/Tidak)", "Masih bekerja dan sehat"),
    "heir": ("Nama Ahli Waris", "AHLI WARIS", "Nama Ahli Waris (Istri/Suami/Anak)"),
    "heir_nik": ("NIK Ahli Waris", "NIK AHLI WARIS", "No. KTP Ahli Waris"),
    "heir_is": ("Hubungan", "HUBUNGAN AHLI WARIS", "Hub. Keluarga"),
    "remark": ("Keterangan", "KET", "Ket.", "KETERANGAN"),
    "empty": ("",),
}  # fmt: skip
"""Column -> the wordings met in the field; one is drawn for each list."""

OVER_TICKS = ("Jenis Kelamin", "JENIS KELAMIN", "L/P", "Kelamin")
"""The merged heading above a column L and a column P."""

BNBA = {
    "number": "NO", "nik": "NIK", "name": "NAMA KEPALA KELUARGA", "sex": "JENIS KELAMIN", "birth": "TANGGAL LAHIR",
    "members": "JUMLAH ANGGOTA KELUARGA", "address": "ALAMAT", "rt": "RT", "rw": "RW", "occupation": "JENIS PEKERJAAN",
    "work_code": "KODE_JP", "need": "KRITERIA BLT", "need_code": "KODE_KRIT", "payment": "METODE PEMBAYARAN",
    "payment_code": "KODE_BAYAR",
}  # fmt: skip
"""The by-name-by-address sheet of village aid."""

RESIDENTS = {
    "address": "alamat", "hamlet": "dusun", "rw": "rw", "rt": "rt", "name": "nama", "card": "no_kk", "nik": "nik",
    "sex": "sex", "birth_place": "tempatlahir", "birth": "tanggallahir", "religion": "agama_id",
    "school": "pendidikan_kk_id",
    "schooling": "pendidikan_sedang_id", "occupation": "pekerjaan_id", "married": "status_kawin", "kin": "kk_level",
    "nation": "warganegara_id", "father": "nama_ayah", "mother": "nama_ibu",
}  # fmt: skip
"""The residents' table of a village information system, as exported for import elsewhere."""

AID = {
    "participant": "Peserta", "participant_number": "No. Peserta", "nik": "NIK", "name": "Nama",
    "birth_place": "Tempat Lahir", "birth": "Tanggal Lahir", "address": "Alamat",
}  # fmt: skip
"""The aid programme's table of the same system. ``Peserta`` holds the NIK once more."""
