"""A database as its address names it, with what its kind needs."""

SQLITE_OPTIONS = {
    # A writer waits its turn before its first statement instead of failing halfway through.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(env, variable, default):
    """The entry of DATABASES for the address in the environment's `variable`."""
    entry = env.db_url(variable, default)
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["OPTIONS"] = {**SQLITE_OPTIONS, **entry.get("OPTIONS", {})}
    else:
        entry.setdefault("CONN_MAX_AGE", 60)
        entry.setdefault("CONN_HEALTH_CHECKS", True)
    return entry
