"""The tables of schema meta that the pages read, empty, as small_warehouse needs them."""

from __future__ import annotations

TABLES = """
    create table meta.runs (
        run_id varchar, started_at timestamp, finished_at timestamp, outcome varchar, message varchar);
    create table meta.versions (version varchar, published_at timestamp);
    create table meta.checks (check_ordinal integer, suite varchar, "table" varchar, "column" varchar,
        expectation varchar, description varchar, is_critical boolean, success boolean, observed_text varchar);
    create table meta.quarantine (source_path varchar, code varchar, reason varchar, first_seen_at timestamp);
    create table meta.web_sources (source_id varchar, url varchar, final_url varchar, source_path varchar, sha256 varchar,
        outcome varchar, code varchar, message varchar, checked_at timestamp, first_fetched_at timestamp, changed_at timestamp,
        gone_since timestamp);
    create table meta.change_counts (entity varchar, n_added bigint, n_removed bigint, n_changed bigint);
    create table meta.changes (entity varchar, change varchar, document_id varchar, row_text varchar, "column" varchar,
        text_before varchar, text_after varchar, quote_before varchar, quote_after varchar, line_before integer, line_after integer);
"""
