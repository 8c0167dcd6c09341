{#- Each check brings a sum of money with bounds or a single value, and some say why they could not be made. -#}
{% set checks = {
    'int_rates_reconciled': ['sum', 'open', 'reason'],
    'int_total_costs_reconciled': ['sum', 'open', 'reason'],
    'int_budget_parts_reconciled': ['sum'],
    'int_printed_totals_reconciled': ['sum', 'reason'],
    'int_horizons_reconciled': ['sum'],
    'int_weights_reconciled': ['value', 'reason'],
    'int_payment_plans_reconciled': ['value'],
    'int_goals_reconciled': ['value', 'reason'],
    'int_narratives_reconciled': ['value', 'reason'],
    'int_text_sums_reconciled': ['sum', 'reason'],
} %}

{% for check, brings in checks.items() %}
    select
        project_id,
        document_id,
        check_name,
        {{ 'computed_low_yuan' if 'sum' in brings else 'cast(null as double)' }} as computed_low_yuan,
        {{ 'computed_high_yuan' if 'sum' in brings else 'cast(null as double)' }} as computed_high_yuan,
        {{ 'is_computed_low_open' if 'open' in brings else 'false' }} as is_computed_low_open,
        {{ 'is_computed_high_open' if 'open' in brings else 'false' }} as is_computed_high_open,
        {{ 'budget_yuan' if 'sum' in brings else 'cast(null as double)' }} as budget_yuan,
        {{ 'cast(computed_value as double)' if 'value' in brings else 'cast(null as double)' }} as computed_value,
        {{ 'cast(expected_value as double)' if 'value' in brings else 'cast(null as double)' }} as expected_value,
        verdict,
        {{ 'not_checkable_reason' if 'reason' in brings else 'cast(null as varchar)' }} as not_checkable_reason,
        arithmetic_text,
        flags
    from {{ ref(check) }}
    {{ 'union all' if not loop.last }}
{% endfor %}
