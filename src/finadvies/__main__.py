"""`python -m finadvies`, and what the `finadvies` command starts."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from finadvies.cli.app import app  # noqa: PLC0415 - nothing is imported before it is needed

    app()


if __name__ == "__main__":
    main()
