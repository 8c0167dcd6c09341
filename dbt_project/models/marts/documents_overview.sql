with documents as (
    select * from {{ ref('dim_documents') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

standards as (
    select * from {{ ref('fct_aid_standards') }}
),

reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

flagged as (
    select * from {{ ref('flagged_values') }}
),

project_counts as (
    select
        document_id,
        count(*) as n_projects
    from projects
    group by document_id
),

target_counts as (
    select
        document_id,
        count(*) as n_indicator_targets,
        count(coalesce(target_low, target_high)) as n_with_bounds
    from targets
    group by document_id
),

standard_counts as (
    select
        document_id,
        count(*) as n_aid_standards
    from standards
    group by document_id
),

reconciliation_counts as (
    select
        document_id,
        count(case when verdict != 'not_checkable' then 1 end) as n_reconciliations,
        count(case when verdict = 'contradicts' then 1 end) as n_contradictions,
        count(case when check_name = 'rates_to_budget' and verdict in ('exact', 'within_bounds') then 1 end)
            as n_rates_reconciled
    from reconciliations
    group by document_id
),

flag_counts as (
    select
        document_id,
        count(*) as n_flagged,
        count(case when severity = 'warning' then 1 end) as n_flagged_warning,
        count(case when severity = 'critical' then 1 end) as n_flagged_critical
    from flagged
    group by document_id
)

select
    documents.document_id,
    documents.city_id,
    cities.city_name,
    cities.province_name,
    documents.publisher,
    documents.fiscal_year,
    documents.fiscal_year_basis,
    documents.title,
    documents.source_path,
    documents.retrieved_at,
    coalesce(project_counts.n_projects, 0) as n_projects,
    coalesce(target_counts.n_indicator_targets, 0) as n_indicator_targets,
    coalesce(target_counts.n_with_bounds, 0) as n_with_bounds,
    100.0 * target_counts.n_with_bounds / target_counts.n_indicator_targets as with_bounds_pct,
    coalesce(flag_counts.n_flagged, 0) as n_flagged,
    coalesce(flag_counts.n_flagged_warning, 0) as n_flagged_warning,
    coalesce(flag_counts.n_flagged_critical, 0) as n_flagged_critical,
    coalesce(standard_counts.n_aid_standards, 0) as n_aid_standards,
    coalesce(reconciliation_counts.n_reconciliations, 0) as n_reconciliations,
    coalesce(reconciliation_counts.n_contradictions, 0) as n_contradictions,
    coalesce(reconciliation_counts.n_rates_reconciled, 0) as n_rates_reconciled,
    coalesce(reconciliation_counts.n_rates_reconciled, 0) > 0 as has_rates_reconciled
from documents
left join cities
    on documents.city_id = cities.city_id
left join project_counts
    on documents.document_id = project_counts.document_id
left join target_counts
    on documents.document_id = target_counts.document_id
left join standard_counts
    on documents.document_id = standard_counts.document_id
left join reconciliation_counts
    on documents.document_id = reconciliation_counts.document_id
left join flag_counts
    on documents.document_id = flag_counts.document_id
