import pytest

from mentor_program.geography.register import RegisterError, read_register

OFFICIAL = (
    "8622\tMO I RANA\t1833\tRANA\tG\r\n"
    "9170\tLONGYEARBYEN\t2100\tSVALBARD\tG\r\n"
    "1592\tVÅLER I ØSTFOLD\t3114\tVÅLER\tG\r\n"
)


def test_the_official_register_is_read_as_windows_1252_with_tabs():
    register = read_register(OFFICIAL.encode("cp1252"))
    assert register.codes == (("8622", "Mo i Rana", "1833"), ("1592", "Våler i Østfold", "3114"))


def test_codes_outside_the_municipalities_are_counted_and_left_out():
    assert read_register(OFFICIAL.encode("cp1252")).outside == 1


def test_the_plain_csv_form_is_read_too():
    content = "code,place,municipality_number\n0150,Oslo,0301\n\n4160,Finnøy,1103\n".encode()
    assert read_register(content).codes == (("0150", "Oslo", "0301"), ("4160", "Finnøy", "1103"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("0150\tOSLO\t0301\n150\tOSLO\t0301\n", "Line 2: '150' is not a postal code of four digits."),
        ("0150\tOSLO\t9999\n", "Line 1: there is no municipality with the number '9999'."),
        ("0150\tOSLO\n", "Line 1: a code, a place and a municipality are expected."),
        ("0150\t\t0301\n", "Line 1: the postal code 0150 has no place."),
        ("0150\tOSLO\t0301\n0150\tBERGEN\t4601\n", "Line 2: the postal code 0150 stands in the file twice."),
        ("", "The file holds no postal codes."),
    ],
)
def test_a_file_that_is_not_the_register_is_refused_with_the_line(content, message):
    with pytest.raises(RegisterError) as refusal:
        read_register(content.encode())
    assert str(refusal.value) == message
