"""`phaseout remove-demo-accounts`: before a database that began as a demo is used in earnest."""


def remove_demo_accounts() -> None:
    """删除演示账号 · Remove the demo's sign-ins; what they did stays on record."""
    from records import account_changes, audit
    from records.database import connect, writing
    from settings import settings

    engine = connect(settings().database_url)
    with writing(engine) as session:
        count = account_changes.remove_demo_accounts(session)
        audit.note(session, "demo_accounts_removed", actor="terminal", detail=str(count))
    engine.dispose()
    print(f"已删除演示账号 · demo sign-ins removed: {count}")
