with terms as (
    select * from {{ ref('int_cost_terms_collected') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

sums as (
    select
        project_id,
        bool_and(is_matched) as is_matched,
        bool_or(coalesce(is_overlap_possible, false)) as is_overlap_possible,
        {{ as_columns(total_of(interval('cost', 'yuan')), 'cost', 'yuan') }},
        string_agg(
            term_text, ' + ' order by term_order asc, coalesce(cost_high_yuan, cost_low_yuan) desc, term_text asc
        ) as terms_text,
        case when count(tier_gap_yuan) = 1 then max(tier_gap_yuan) end as tier_gap_yuan,
        max(high_rate_yuan) filter (where tier_gap_yuan is not null) as high_rate_yuan
    from terms
    group by project_id
)

select
    projects.project_id,
    projects.document_id,
    projects.budget_yuan,
    projects.rounding_yuan,
    sums.project_id is not null as has_terms,
    coalesce(sums.is_matched, false) as is_matched,
    coalesce(sums.is_overlap_possible, false) as is_overlap_possible,
    case when sums.is_matched then sums.cost_low_yuan end as computed_low_yuan,
    case when sums.is_matched then sums.cost_high_yuan end as computed_high_yuan,
    coalesce(sums.is_matched and sums.is_cost_low_open, false) as is_computed_low_open,
    coalesce(sums.is_matched and sums.is_cost_high_open, false) as is_computed_high_open,
    sums.terms_text,
    -- tiers share one count of at least N people: the budget limits how many of them can have the highest one
    case
        when sums.is_matched and sums.tier_gap_yuan > 0 and projects.budget_yuan >= sums.cost_low_yuan
            then floor((projects.budget_yuan - sums.cost_low_yuan) / sums.tier_gap_yuan)
    end as most_at_high_rate,
    sums.high_rate_yuan,
    sums.tier_gap_yuan
from projects
left join sums
    on projects.project_id = sums.project_id
