with classified as (
    select * from {{ ref('int_rates_classified') }}
),

headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
    where per_kind in ('person', 'household', 'person_or_household')
),

aid_types_matched as (
    select * from {{ ref('int_aid_types_matched') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- the fewest heads that an amount may be for: those of its own aid, or of the whole project where the aid counts none
aid_heads as (
    select
        headcounts.project_id,
        aid_types_matched.aid_type_id,
        min(headcounts.heads_low) as fewest_heads
    from headcounts
    inner join aid_types_matched
        on headcounts.indicator_row_id = aid_types_matched.subject_id
    group by headcounts.project_id, aid_types_matched.aid_type_id
),

project_heads as (
    select
        project_id,
        min(heads_low) as fewest_heads
    from headcounts
    group by project_id
),

tried as (
    select
        classified.*,
        coalesce(aid_heads.fewest_heads, project_heads.fewest_heads) as fewest_heads,
        projects.budget_yuan + projects.rounding_yuan as most_yuan
    from classified
    left join aid_heads
        on classified.project_id = aid_heads.project_id and classified.aid_type_id = aid_heads.aid_type_id
    left join project_heads
        on classified.project_id = project_heads.project_id
    left join projects
        on classified.project_id = projects.project_id
),

-- without a printed 人: what the budget could not pay to every head is a sum for all; a ceiling may just not be reached
judged as (
    select
        *,
        coalesce(
            is_per_missing and scope = 'project' and amount_low_yuan * fewest_heads > most_yuan, false
        ) as is_found_lump_sum,
        coalesce(
            is_per_missing and scope = 'project' and amount_low_yuan is null
            and amount_high_yuan * fewest_heads > most_yuan, false
        ) as is_undecided
    from tried
)

select
    * exclude (
        flags, per_kind, is_lump_sum, fewest_heads, most_yuan, is_per_missing, is_undecided,
        amount_low_yuan, amount_high_yuan, lump_sum_low_yuan, lump_sum_high_yuan
    ),
    is_lump_sum or is_found_lump_sum as is_lump_sum,
    is_per_missing and not is_found_lump_sum and not is_undecided as is_per_inferred,
    if(is_found_lump_sum, null, amount_low_yuan) as amount_low_yuan,
    if(is_found_lump_sum, null, amount_high_yuan) as amount_high_yuan,
    if(is_found_lump_sum, amount_low_yuan, lump_sum_low_yuan) as lump_sum_low_yuan,
    if(is_found_lump_sum, amount_high_yuan, lump_sum_high_yuan) as lump_sum_high_yuan,
    if(is_per_missing and not is_found_lump_sum and not is_undecided, '人', per_text) as per,
    if(is_per_missing and not is_found_lump_sum and not is_undecided, 'person', per_kind) as per_kind,
    {{ flags_with('flags', {
        'lump_sum_named_standard': 'is_lump_sum or is_found_lump_sum',
        'per_inferred': 'is_per_missing and not is_found_lump_sum and not is_undecided'
    }) }} as flags
from judged
