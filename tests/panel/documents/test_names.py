"""File names: Chinese ones intact, hostile ones harmless, marked ones recognised."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.documents.names import LONGEST_NAME, carries_marking, clean_name, ending_of


@pytest.mark.parametrize(
    "name",
    [
        "关于加强农村饮水安全的提案（附议签名）.pdf",
        "2020年9月23日 协商会议纪要【第3次】.docx",
        "政協鄰水縣委員會—履職情況.xlsx",
        "“三进”活动：照片1.jpg",
        "𠮷野家采访记录.doc",
        "\ue1a3某（造字）与\U000323b0某的签名.pdf",
        "Member list, v2 (final).csv",
    ],
)
def test_names_of_an_office_stay_as_they_are(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\办公室\\桌面\\名单.xlsx", "名单.xlsx"),
        ("../../../etc/cron.d/任务.txt", "任务.txt"),
        ("目录/", ""),
        ("..", ""),
        ("", ""),
        ("\x00\x01\n\t", ""),
        ("名\x00单\r\n.pdf", "名单 .pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("名单\u200b.pdf", "名单.pdf"),
        ("程序.exe. . ", "程序.exe"),
        (" . 名单.pdf", "名单.pdf"),
        ("说明.txt:程序.exe", "说明.txt_程序.exe"),
        ('a<b>"c"|d?*.pdf', "a_b__c__d__.pdf"),
        ("名单\u3000\u00a0 二.pdf", "名单 二.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("\ud800名单.pdf", "名单.pdf"),
    ],
)
def test_what_could_mislead_is_taken_out_of_a_name(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("协商" * 200 + ".docx")

    assert len(name) == LONGEST_NAME
    assert name.endswith(("协商.docx", "协.docx"))


@given(st.text(max_size=300))
def test_a_cleaned_name_is_safe_and_stays_itself(text: str) -> None:
    name = clean_name(text)

    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    assert name == name.strip(" .")
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("名单.PDF", ".pdf"),
        ("名单.tar.gz", ".gz"),
        ("名单", ""),
        (".htaccess", ""),
        ("2020.9.23会议纪要的附件材料清单", ""),
        ("名单.", ""),
    ],
)
def test_the_ending_is_what_follows_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize(
    "name",
    [
        "机密★1年 关于某事的报告.pdf",
        "秘密★.docx",
        "★秘密 通知.doc",
        "【秘密】会议纪要.docx",
        "(机密)名单.xlsx",
        "（绝密）.pdf",
        "[涉密]通知.pdf",
        "关于某事的请示（秘 密）.pdf",
        "秘密-关于某事.pdf",
        "会议纪要_秘密.pdf",
        "秘密.pdf",
        "秘密级 通知.pdf",
        "机密文件.pdf",
        "機密 報告.pdf",
        "绝密名单.xls",
        "秘密公文一份.ofd",
        "机 密.pdf",
    ],
)
def test_a_marked_name_is_recognised(name: str) -> None:
    assert carries_marking(name)


@pytest.mark.parametrize(
    "name",
    [
        "关于开展保守国家秘密法宣传的通知.docx",
        "工作秘密管理办法.pdf",
        "商业秘密保护调研报告.docx",
        "商业机密保护提案.docx",
        "秘密投票办法.pdf",
        "计算机密码管理规定.pdf",
        "手机密码找回.txt",
        "杜绝密闭空间事故的建议.docx",
        "拒绝密集施工.pdf",
        "秘书长办公会议纪要.pdf",
        "★重点提案★ 目录.xlsx",
        "密云水库考察.jpg",
    ],
)
def test_a_paper_about_secrets_is_not_marked(name: str) -> None:
    assert not carries_marking(name)
