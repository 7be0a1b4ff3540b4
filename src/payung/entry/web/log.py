"""What the server writes down when something breaks: which kind of error and where, never what it says of whom."""

import logging


class Nobody(logging.Formatter):
    """Words of an unknown error may name somebody: only its kind and place are written, and no address of a page."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        trace = error.__traceback__ if error else None
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        what = f" {type(error).__name__}{where}" if error else ""
        status = getattr(record, "status_code", "")
        return f"{self.formatTime(record)} {record.name} {record.levelname} {status}{what}"
