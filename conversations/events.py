"""Events as JSON, for the inbox: what came in can be run again after a fix. No rules stand here."""

from typing import Any

from conversations.model import BadFile, Due, Event, KeptFile, Opened, Said, SentFiles, SentOther, SharedPhone, Tapped


def event_to_json(event: Event) -> dict[str, Any]:
    """Return `event` as JSON; `event_from_json` reads it back."""
    match event:
        case Said(text=text):
            return {"said": text}
        case Tapped(ref=ref, choice=choice):
            return {"tapped": choice, "ref": ref}
        case SentFiles(files=files):
            return {"files": [_file_to_json(file) for file in files]}
        case SentOther(kind=kind):
            return {"other": kind}
        case SharedPhone(own=own):  # run again it opens nothing: the number itself is not to lie in the inbox
            return {"phone": "", "own": own}
        case Opened():
            return {"opened": True}
        case Due():
            return {"due": True}


def event_from_json(raw: dict[str, Any]) -> Event:
    """Return the event that `event_to_json` gave. Raises ValueError for anything else."""
    match raw:
        case {"said": str(text)}:
            return Said(text)
        case {"tapped": str(choice), "ref": int(ref)}:
            return Tapped(ref, choice)
        case {"files": list(files)}:
            return SentFiles(tuple(BadFile(**file) if "fault" in file else KeptFile(**file) for file in files))
        case {"other": kind}:
            return SentOther(kind)
        case {"phone": str(phone), "own": bool(own)}:
            return SharedPhone(phone, own)
        case {"opened": True}:
            return Opened()
        case {"due": True}:
            return Due()
        case _:
            raise ValueError(f"This is no event: {sorted(raw)}. Was it written by a newer version?")


def _file_to_json(file: KeptFile | BadFile) -> dict[str, Any]:
    if isinstance(file, BadFile):
        return {"name": file.name, "fault": file.fault}
    return {"sha256": file.sha256, "mime": file.mime, "size": file.size, "name": file.name}
