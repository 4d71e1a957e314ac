"""Run by Alembic, always on the connection that base/migrations.py hands over."""

from alembic import context

from network.base.database import Model
from network.base.migrations import is_ours

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    include_name=is_ours,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
context.run_migrations()
