with headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
)

-- only where all counts of a project agree on one number is it clear which number a text ought to repeat
select
    project_id,
    min(horizon) as horizon,
    min(coalesce(heads_low, heads_high)) as indicator_heads,
    -- two counts of 100 may be one hundred people or two
    sum(coalesce(heads_low, heads_high)) as heads_of_all_counts,
    {{ as_columns(common_of(interval('heads')), 'heads') }},
    min(measure) as measure,
    bool_and({{ is_matched('measure', "'户'") }}) as is_household,
    bool_or(heads_low = heads_high) as is_exact
from headcounts
where per_kind in ('person', 'household', 'person_or_household')
group by project_id
having min(coalesce(heads_low, heads_high)) = max(coalesce(heads_high, heads_low))
