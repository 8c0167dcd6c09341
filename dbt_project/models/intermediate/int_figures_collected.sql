{#- Which figures stand on which side of which check: where they are, how one is written out, which of them. -#}
{% set budgets, heads = 'int_budgets_located', 'int_heads_located' %}
{% set sides = [
    ('rates_to_budget', 'computed', 'fct_aid_standards', 'amount_text', "scope = 'project'"),
    ('rates_to_budget', 'computed', heads, 'figure_text', 'true'),
    ('rates_to_budget', 'expected', budgets, 'figure_text', "figure_kind = 'budget'"),
    ('total_cost_to_budget', 'computed', 'int_indicators_canonical', "concat(indicator_name, ' ', target_text)",
        "role in ('total_cost', 'sum_of_money')"),
    ('total_cost_to_budget', 'expected', budgets, 'figure_text', "figure_kind = 'budget'"),
    ('parts_to_total', 'computed', budgets, 'figure_text', "figure_kind = 'part'"),
    ('parts_to_total', 'expected', budgets, 'figure_text', "figure_kind = 'budget'"),
    ('mid_term_to_annual', 'computed', budgets, 'figure_text', "figure_kind = 'mid_term_budget'"),
    ('mid_term_to_annual', 'expected', budgets, 'figure_text', "figure_kind = 'budget'"),
    ('text_sum_to_budget', 'computed', 'int_text_sums_located', 'clause_text', 'true'),
    ('text_sum_to_budget', 'expected', budgets, 'figure_text', "figure_kind = 'budget'"),
    ('goal_to_indicator', 'computed', 'fct_goals', 'goal_text', 'true'),
    ('goal_to_indicator', 'expected', heads, 'figure_text', 'true'),
    ('payment_plan_to_100', 'computed', 'stg_payment_plans', "concat(due_month, '月底 ', cumulative_pct_text)",
        'cumulative_pct_text is not null'),
    ('printed_total', none, 'int_total_sides_located', 'figure_text', 'true'),
] %}

{% for check, side, figures, figure_text, condition in sides %}
    select
        project_id,
        '{{ check }}' as check_name,
        {{ "'" ~ side ~ "'" if side else 'side' }} as side,
        {{ figure_text }} as figure_text,
        page,
        line_start,
        line_end,
        quote
    from {{ ref(figures) }}
    where {{ condition }}
    {{ 'union all' if not loop.last }}
{% endfor %}
