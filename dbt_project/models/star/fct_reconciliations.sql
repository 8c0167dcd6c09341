{% set money_checks = [
    'int_rates_reconciled', 'int_total_costs_reconciled', 'int_budget_parts_reconciled', 'int_printed_totals_reconciled',
    'int_horizons_reconciled'
] %}
{% set other_checks = ['int_weights_reconciled', 'int_payment_plans_reconciled', 'int_goals_reconciled'] %}

with money_checks as (
    {% for check in money_checks %}
        select
            project_id,
            check_name,
            computed_low_yuan,
            computed_high_yuan,
            budget_yuan,
            verdict,
            arithmetic_text,
            flags,
            document_id,
            cast(null as double) as computed_value,
            cast(null as double) as expected_value
        from {{ ref(check) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

other_checks as (
    {% for check in other_checks %}
        select
            project_id,
            check_name,
            cast(null as double) as computed_low_yuan,
            cast(null as double) as computed_high_yuan,
            cast(null as double) as budget_yuan,
            verdict,
            arithmetic_text,
            flags,
            document_id,
            cast(computed_value as double) as computed_value,
            cast(expected_value as double) as expected_value
        from {{ ref(check) }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

checks as (
    select * from money_checks
    union all
    select * from other_checks
)

select
    *,
    project_id || ':' || check_name as reconciliation_id
from checks
