{% set kinds = [
    'int_highest_tiers_bounded',
    'int_head_means_worded',
    'int_lump_sums_worded',
    'int_payable_heads_bounded',
] %}

{% for facts in kinds %}
    select * from {{ ref(facts) }}
    {{ 'union all' if not loop.last }}
{% endfor %}
