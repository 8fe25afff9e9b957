"""What a folder holds, and a folder to start from."""

from borders.atomic_files import new_folder, write_in_new_folder


def file_names(folder):
    """The names of what lies in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def files_below(folder):
    """Every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def contents(folder):
    """The bytes of every file below a folder, by its path from there."""
    return {path: file.read_bytes() for path, file in files_below(folder).items()}


def write_pages(folder, words):
    """Write a folder that `borders site` may replace, with a page for each word."""
    with new_folder(folder, "site") as aside:
        for number, word in enumerate(words):
            write_in_new_folder(aside, f"pages/{number}.html", word.encode())
