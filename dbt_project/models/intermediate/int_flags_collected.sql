{#- Where flags stand: what is flagged, its key, the words that show it, what is to be said of it. -#}
{% set flagged_things = [
    {'entity': 'indicator', 'model': 'stg_indicators', 'id': 'indicator_row_id',
        'value': "indicator_name || ' ' || coalesce(target_text, '')", 'message': 'placement_proof'},
    {'entity': 'rate', 'model': 'stg_rates', 'id': 'rate_id', 'value': 'amount_text', 'message': none},
    {'entity': 'aid_standard', 'model': 'fct_aid_standards', 'id': 'aid_standard_id',
        'value': 'amount_text', 'message': 'derived_text'},
    {'entity': 'budget', 'model': 'stg_budgets', 'id': "concat_ws(':', project_id, horizon, budget_part, label_text)",
        'value': "concat_ws(' ', label_text, amount_text)", 'message': none},
    {'entity': 'project', 'model': 'stg_projects', 'id': 'project_id', 'value': 'project_name', 'message': none},
    {'entity': 'issue', 'model': 'stg_issues', 'id': "concat_ws(':', document_id, issue_ordinal)",
        'value': 'code', 'message': 'message', 'flags': '[code]'},
] %}

with standards as (
    select * from {{ ref('fct_aid_standards') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

read_or_stated as (
    {% for thing in flagged_things %}
        select
            '{{ thing.entity }}' as entity,
            {{ thing.id }} as entity_id,
            document_id,
            project_id,
            {{ thing.flags or 'flags' }} as flags,
            {{ thing.value }} as value_text,
            {{ thing.message or 'cast(null as varchar)' }} as message,
            page,
            line_start,
            line_end,
            quote
        from {{ ref(thing.model) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

reconciled as (
    select
        'reconciliation' as entity,
        reconciliations.reconciliation_id as entity_id,
        reconciliations.document_id,
        reconciliations.project_id,
        reconciliations.flags,
        reconciliations.check_name as value_text,
        reconciliations.arithmetic_text as message,
        projects.page,
        projects.line_start,
        projects.line_end,
        projects.quote
    from reconciliations
    inner join projects
        on reconciliations.project_id = projects.project_id
),

-- a rate that became an aid standard is flagged as that
flagged as (
    select read_or_stated.*
    from read_or_stated
    left join standards
        on read_or_stated.entity = 'rate' and read_or_stated.entity_id = standards.aid_standard_id
    where standards.aid_standard_id is null
    union all
    select * from reconciled
)

select
    entity,
    entity_id,
    document_id,
    project_id,
    unnest(list_distinct(flags)) as flag,
    value_text,
    message,
    page,
    line_start,
    line_end,
    quote
from flagged
where len(flags) > 0
