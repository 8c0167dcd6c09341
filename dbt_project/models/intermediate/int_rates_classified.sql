with amounts as (
    select * from {{ ref('int_amounts_collected') }}
),

aid_types_matched as (
    select * from {{ ref('int_aid_types_matched') }}
),

recipients_matched as (
    select * from {{ ref('int_recipients_matched') }}
),

payers_matched as (
    select * from {{ ref('int_payers_matched') }}
),

aid_types as (
    select * from {{ ref('aid_types') }}
),

payers as (
    select * from {{ ref('payers') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

named as (
    select
        amounts.*,
        coalesce(per_words.per_kind, amounts.per_text) as per_kind,
        recipients_matched.recipient_id,
        coalesce(payers_matched.payer, amounts.payer_text) as payer,
        case
            when amounts.per_text is not null and per_words.per is null then 'other_payment'
            when aid_types_matched.aid_type_id is not null then aid_types_matched.aid_type_id
            when amounts.per_text is null and amounts.symbolic_unit_text is null then 'other_payment'
            else 'unclassified_aid'
        end as aid_type_id
    from amounts
    left join aid_types_matched
        on amounts.aid_standard_id = aid_types_matched.subject_id
    left join recipients_matched
        on amounts.aid_standard_id = recipients_matched.subject_id
    left join payers_matched
        on amounts.aid_standard_id = payers_matched.aid_standard_id
    left join per_words
        on amounts.per_text = per_words.per
),

described as (
    select
        named.*,
        coalesce(payers.is_in_budget, true) as is_in_budget,
        coalesce(payers.is_own_contribution, false) as is_own_contribution,
        list_contains(named.flags, 'total_of_parts') as is_total_of_parts,
        named.amount_low_yuan is null and named.amount_high_yuan is null and not named.is_lump_sum as is_symbolic,
        named.per_text is null and not named.is_lump_sum and named.symbolic_unit_text is null
        and aid_types.is_per_head_aid as is_per_missing
    from named
    inner join aid_types
        on named.aid_type_id = aid_types.aid_type_id
    left join payers
        on named.payer = payers.payer
)

select
    * exclude (flags),
    {{ flags_with('flags', {
        'quoted_rule': "scope = 'regulation'",
        'symbolic': 'is_symbolic',
        'aid_type_unclassified': "aid_type_id = 'unclassified_aid'",
        'recipient_not_stated': 'recipient_id is null'
    }) }} as flags
from described
