"""Guards that every file fits the head of the person who reads it."""

from statistics import median

from tests.architecture.source import CODE, TOP, files, modules, refuse, within

FILE_MEDIAN = 120  # lines, of the Python files
FILE_MOST = 400  # lines, of every file that people write code in
FUNCTION_USUAL = 25  # lines, of nine functions in ten
FUNCTION_MOST = 60  # lines
WRITTEN = (".py", ".js", ".css", ".html")

SPLIT = "split it where its parts could be named: one type, one kind or one concern per file"


def test_half_of_the_files_are_short() -> None:
    lengths = [module.text.count("\n") for module in modules(*CODE, "tests")]
    assert median(lengths) <= FILE_MEDIAN, f"half of the files are longer than {FILE_MEDIAN} lines; {SPLIT}"


def test_no_file_is_long() -> None:
    lengths = {
        path: (TOP / path).read_text(encoding="utf-8").count("\n")
        for path in files()
        if path.endswith(WRITTEN) and any(within(path, folder) for folder in (*CODE, "tests"))
    }
    assert lengths, "no file was found, so nothing was guarded"
    problems = [
        f"{path} has {lines} lines, {FILE_MOST} are allowed" for path, lines in lengths.items() if lines > FILE_MOST
    ]
    refuse(problems, SPLIT)


def test_functions_are_short() -> None:
    found = [(f"{m.path}:{line} {name}", length) for m in modules(*CODE) for name, line, length in m.functions]
    assert found, "no function was found, so nothing was guarded"
    problems = [f"{where} has {length} lines" for where, length in found if length > FUNCTION_MOST]
    refuse(problems, f"no function may have more than {FUNCTION_MOST} lines; give its steps names")
    longer = [f"{where} has {length} lines" for where, length in found if length > FUNCTION_USUAL]
    if len(longer) * 10 > len(found):
        refuse(
            longer, f"more than a tenth of {len(found)} functions have over {FUNCTION_USUAL} lines; shorten the worst"
        )
