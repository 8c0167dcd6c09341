"""ZIP bundles as offices pack them."""

from __future__ import annotations

import io
import zipfile

from ingest.readers.bundles import bundle_to_members, member_bytes


class NameInGbk(zipfile.ZipInfo):
    """An entry as a Chinese Windows writes it: its name in GBK, no flag that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - what zipfile asks for
        return self.filename.encode("gbk"), self.flag_bits


def packed_on_windows(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(NameInGbk(name), content)
    return file.getvalue()


def test_names_in_gbk_are_read_and_documents_in_bundles_found() -> None:
    inner = packed_on_windows({"表九/项目绩效目标表.txt": b"a"})
    data = packed_on_windows({"预算公开/绩效目标说明.txt": b"b" * 9, "预算公开/附件一.zip": inner})
    members = [member.names for member in bundle_to_members(data)]
    assert members == [("预算公开/绩效目标说明.txt",), ("预算公开/附件一.zip", "表九/项目绩效目标表.txt")]
    assert member_bytes(data, members[1]) == b"a"


def test_what_systems_leave_beside_the_documents_is_no_document() -> None:
    junk = [
        "__MACOSX/._表.docx",
        ".DS_Store",
        "预算/Thumbs.db",
        "预算/desktop.ini",
        "预算/~$表.docx",
        "预算/网址.url",
        "表.lnk",
    ]
    data = packed_on_windows({**dict.fromkeys(junk, b"x"), "预算/表.docx": b"y"})
    assert [member.names for member in bundle_to_members(data)] == [("预算/表.docx",)]
