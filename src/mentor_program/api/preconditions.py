"""ETag and If-Match: nobody overwrites what somebody else has changed meanwhile."""

from django.http import HttpRequest, HttpResponse

from mentor_program.api.problems import Problem


def version_sent(request: HttpRequest) -> str | None:
    """The version that If-Match asks for; None without the header or for `*`. A list or a weak tag matches nothing."""
    sent = request.headers.get("If-Match", "*").strip()
    return None if sent == "*" else sent.strip('"') if sent.startswith('"') and sent.endswith('"') else ""


def number_sent(request: HttpRequest) -> int | None:
    """The same where versions are numbers; -1, which no row has, for what is no number."""
    sent = version_sent(request)
    if sent is None:
        return None
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def need_version(request: HttpRequest, version: str) -> None:
    """Raises Problem (412) when If-Match asks for another version than this one."""
    if version_sent(request) not in (None, version):
        raise Problem(412, "version_is_old")


def tell_version(response: HttpResponse, version: object) -> None:
    """Say which version the answer shows."""
    response["ETag"] = f'"{version}"'
