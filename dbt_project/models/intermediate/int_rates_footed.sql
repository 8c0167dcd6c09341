with standards as (
    select * from {{ ref('fct_aid_standards') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

recipients as (
    select * from {{ ref('recipients') }}
),

-- what keeps a standard by itself off an axis of yuan a year, whatever it is held against
judged as (
    select
        *,
        case
            when aid_type_id = 'unclassified_aid' then 'not_classified'
            when scope = 'regulation' then 'quoted_rule'
            when list_contains(flags, 'low_confidence') then 'low_confidence'
            when is_lump_sum then 'lump_sum'
            when is_own_contribution then 'own_contribution'
            when is_total_of_parts then 'total_of_parts'
            when symbolic_text is not null then 'symbolic_amount'
            when per is null then 'per_not_stated'
            when annual_low_yuan is null and annual_high_yuan is null then 'period_not_stated'
        end as not_comparable_reason
    from standards
),

-- a city speaks with its latest word on an aid for the same people from the same payer, the latest that compares if any
dated as (
    select
        *,
        coalesce(
            max(fiscal_year) filter (where not_comparable_reason is null) over same_aid, max(fiscal_year) over same_aid
        ) as last_fiscal_year
    from judged
    window same_aid as (partition by city_id, aid_type_id, recipient_id, payer)
),

comparable as (
    select
        judged.*,
        coalesce(recipients.is_honoured, false) as is_honoured,
        coalesce(per_words.per_kind, judged.per) as per_kind,
        coalesce(per_words.is_occasion, false) as is_occasion,
        coalesce(judged.annual_low_yuan = judged.annual_high_yuan, false) as is_exact
    from judged
    left join per_words
        on judged.per = per_words.per
    left join recipients
        on judged.recipient_id = recipients.recipient_id
    where judged.not_comparable_reason is null
),

-- the rest of it matters only where it compares at all
footed as (
    select
        dated.aid_standard_id,
        dated.aid_type_id,
        dated.not_comparable_reason,
        coalesce(dated.fiscal_year = dated.last_fiscal_year, false) as is_latest,
        comparable.honour_rank,
        comparable.comparable_rank,
        comparable.recipient_id,
        comparable.is_honoured,
        comparable.per_kind,
        comparable.is_occasion,
        comparable.payer,
        comparable.fiscal_year,
        comparable.annual_basis,
        comparable.is_exact
    from dated
    left join comparable
        on dated.aid_standard_id = comparable.aid_standard_id
)

select
    *,
    {{ stable_id([
        'aid_type_id', 'not_comparable_reason', 'honour_rank', 'comparable_rank', 'recipient_id', 'per_kind', 'is_occasion', 'payer',
        'fiscal_year', 'annual_basis', 'is_exact'
    ]) }} as footing_id
from footed
