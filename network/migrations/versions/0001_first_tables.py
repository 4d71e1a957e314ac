"""The first tables"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('suspended_reason', sa.String(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('email', name=op.f('uq_accounts_email'))
    )
    op.create_table('attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts'))
    )
    op.create_index('ix_attempts_what_at', 'attempts', ['what', 'at'], unique=False)

    op.create_table('changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('keys', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changes')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_changes_at'), 'changes', ['at'], unique=False)

    op.create_table('places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('country_code', sa.String(), nullable=False),
    sa.Column('country_name', sa.String(), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=False),
    sa.Column('longitude', sa.Float(), nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('geoname_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places')),
    sa.UniqueConstraint('geoname_id', name=op.f('uq_places_geoname_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_places_slug'))
    )
    op.create_index(op.f('ix_places_country_code'), 'places', ['country_code'], unique=False)

    op.create_table('post_counts',
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('member', sa.String(), nullable=False),
    sa.Column('posts', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('scope', 'member', name=op.f('pk_post_counts'))
    )
    op.create_index('ix_post_counts_scope_posts', 'post_counts', ['scope', 'posts'], unique=False)

    op.create_table('site_settings',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_site_settings'))
    )
    op.create_table('tags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tags')),
    sa.UniqueConstraint('slug', name=op.f('uq_tags_slug'))
    )
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_audit_entries_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index(op.f('ix_audit_entries_account_id'), 'audit_entries', ['account_id'], unique=False)
    op.create_index(op.f('ix_audit_entries_act'), 'audit_entries', ['act'], unique=False)
    op.create_index(op.f('ix_audit_entries_at'), 'audit_entries', ['at'], unique=False)

    op.create_table('change_deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('listener', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('trouble', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['change_id'], ['changes.id'], name=op.f('fk_change_deliveries_change_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_deliveries'))
    )
    op.create_index('ix_change_deliveries_change_id', 'change_deliveries', ['change_id'], unique=False)
    op.create_index('ix_change_deliveries_due', 'change_deliveries', ['due_at'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.create_table('invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_invitations_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_invitations_secret_hash'))
    )
    op.create_index(op.f('ix_invitations_account_id'), 'invitations', ['account_id'], unique=False)

    op.create_table('pictures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('widths', sa.String(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['uploaded_by'], ['accounts.id'], name=op.f('fk_pictures_uploaded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pictures')),
    sa.UniqueConstraint('name', name=op.f('uq_pictures_name'))
    )
    op.create_table('sign_ins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('browser', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_sign_ins_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_sign_ins_secret_hash'))
    )
    op.create_index(op.f('ix_sign_ins_account_id'), 'sign_ins', ['account_id'], unique=False)

    op.create_table('bloggers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('blog_title', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('about_source', sa.String(), nullable=False),
    sa.Column('about_html', sa.String(), nullable=False),
    sa.Column('links', sa.String(), nullable=False),
    sa.Column('photo_id', sa.Integer(), nullable=True),
    sa.Column('top_image_id', sa.Integer(), nullable=True),
    sa.Column('top_image_alt', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('posts_count', sa.Integer(), nullable=False),
    sa.Column('last_post_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['photo_id'], ['pictures.id'], name=op.f('fk_bloggers_photo_id')),
    sa.ForeignKeyConstraint(['top_image_id'], ['pictures.id'], name=op.f('fk_bloggers_top_image_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bloggers')),
    sa.UniqueConstraint('handle', name=op.f('uq_bloggers_handle'))
    )
    op.create_index(op.f('ix_bloggers_last_post_at'), 'bloggers', ['last_post_at'], unique=False)

    op.create_table('appointments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_appointments_blogger_id')),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_appointments_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointments'))
    )
    op.create_index('ix_appointments_blogger_id_starts_on', 'appointments', ['blogger_id', 'starts_on'], unique=False)
    op.create_index(op.f('ix_appointments_place_id'), 'appointments', ['place_id'], unique=False)

    op.create_table('blogger_accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_blogger_accounts_account_id')),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_blogger_accounts_blogger_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blogger_accounts')),
    sa.UniqueConstraint('blogger_id', 'account_id', name=op.f('uq_blogger_accounts_blogger_id_account_id'))
    )
    op.create_index(op.f('ix_blogger_accounts_account_id'), 'blogger_accounts', ['account_id'], unique=False)

    op.create_table('blogger_handles',
    sa.Column('handle', sa.String(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_blogger_handles_blogger_id')),
    sa.PrimaryKeyConstraint('handle', name=op.f('pk_blogger_handles'))
    )
    op.create_index(op.f('ix_blogger_handles_blogger_id'), 'blogger_handles', ['blogger_id'], unique=False)

    op.create_table('moderations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_moderations_account_id')),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_moderations_blogger_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderations')),
    sa.UniqueConstraint('account_id', 'blogger_id', name=op.f('uq_moderations_account_id_blogger_id'))
    )
    op.create_index(op.f('ix_moderations_blogger_id'), 'moderations', ['blogger_id'], unique=False)

    op.create_table('posts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('standfirst', sa.String(), nullable=False),
    sa.Column('excerpt', sa.String(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('body_format', sa.String(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('html_policy', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('top_image_id', sa.Integer(), nullable=True),
    sa.Column('top_image_alt', sa.String(), nullable=False),
    sa.Column('translation_group', sa.Integer(), nullable=True),
    sa.Column('appointment_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('country_code', sa.String(), nullable=True),
    sa.Column('role_key', sa.String(), nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dated', sa.String(), nullable=True),
    sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('clock_known', sa.Boolean(), nullable=False),
    sa.Column('local_date', sa.Date(), nullable=True),
    sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_reason', sa.String(), nullable=True),
    sa.Column('in_review_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('comments_open', sa.Boolean(), nullable=False),
    sa.Column('comments_count', sa.Integer(), nullable=False),
    sa.Column('last_comment_number', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointments.id'], name=op.f('fk_posts_appointment_id')),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_posts_blogger_id')),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_posts_place_id')),
    sa.ForeignKeyConstraint(['top_image_id'], ['pictures.id'], name=op.f('fk_posts_top_image_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posts'))
    )
    op.create_index(op.f('ix_posts_blogger_id'), 'posts', ['blogger_id'], unique=False)
    op.create_index('ix_posts_out', 'posts', ['published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index('ix_posts_out_blogger', 'posts', ['blogger_id', 'published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index('ix_posts_out_country', 'posts', ['country_code', 'published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index('ix_posts_out_language', 'posts', ['language', 'published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index('ix_posts_out_place', 'posts', ['place_id', 'published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index('ix_posts_out_role', 'posts', ['role_key', 'published_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('published_at IS NOT NULL AND withdrawn_at IS NULL'))
    op.create_index(op.f('ix_posts_publish_at'), 'posts', ['publish_at'], unique=False)
    op.create_index(op.f('ix_posts_translation_group'), 'posts', ['translation_group'], unique=False)

    op.create_table('best_bits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('on_front', sa.Boolean(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_best_bits_blogger_id')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_best_bits_post_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_best_bits')),
    sa.UniqueConstraint('post_id', 'on_front', name=op.f('uq_best_bits_post_id_on_front'))
    )
    op.create_index('ix_best_bits_blogger', 'best_bits', ['blogger_id', 'on_front', 'chosen_at', 'id'], unique=False)
    op.create_index('ix_best_bits_front', 'best_bits', ['on_front', 'chosen_at', 'id'], unique=False)

    op.create_table('post_addresses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_post_addresses_blogger_id')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_addresses_post_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_addresses')),
    sa.UniqueConstraint('blogger_id', 'year', 'month', 'slug', name='uq_post_addresses_address')
    )
    op.create_index(op.f('ix_post_addresses_post_id'), 'post_addresses', ['post_id'], unique=False)

    op.create_table('post_authors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=True),
    sa.Column('appointment_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('place_name', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointments.id'], name=op.f('fk_post_authors_appointment_id')),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_post_authors_blogger_id')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_authors_post_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_authors')),
    sa.UniqueConstraint('post_id', 'position', name=op.f('uq_post_authors_post_id_position'))
    )
    op.create_index(op.f('ix_post_authors_appointment_id'), 'post_authors', ['appointment_id'], unique=False)
    op.create_index(op.f('ix_post_authors_blogger_id'), 'post_authors', ['blogger_id'], unique=False)

    op.create_table('post_tags',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('blogger_id', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['blogger_id'], ['bloggers.id'], name=op.f('fk_post_tags_blogger_id')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_tags_post_id')),
    sa.ForeignKeyConstraint(['tag_id'], ['tags.id'], name=op.f('fk_post_tags_tag_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_tags')),
    sa.UniqueConstraint('post_id', 'tag_id', name=op.f('uq_post_tags_post_id_tag_id'))
    )
    op.create_index('ix_post_tags_blogger_id', 'post_tags', ['blogger_id'], unique=False)
    op.create_index('ix_post_tags_listed', 'post_tags', ['tag_id', 'published_at', 'post_id'], unique=False)
    op.create_index('ix_post_tags_listed_blogger', 'post_tags', ['tag_id', 'blogger_id', 'published_at', 'post_id'], unique=False)

    op.create_table('post_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('standfirst', sa.String(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('body_format', sa.String(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('tags', sa.String(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_by', sa.Integer(), nullable=True),
    sa.Column('saved_as', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_versions_post_id')),
    sa.ForeignKeyConstraint(['saved_by'], ['accounts.id'], name=op.f('fk_post_versions_saved_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_versions')),
    sa.UniqueConstraint('post_id', 'number', name=op.f('uq_post_versions_post_id_number'))
    )


def downgrade() -> None:
    """There is nothing before the first tables; a backup is the way back."""
