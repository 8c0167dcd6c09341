with amounts as (
    select * from {{ ref('int_amounts_collected') }}
),

rules as (
    select * from {{ ref('payer_rules') }}
),

words as (
    select
        aid_standard_id,
        'payer' as place,
        1 as place_ordinal,
        {{ normalised('payer_text') }} as words
    from amounts
    where payer_text is not null
    union all
    select
        aid_standard_id,
        'name' as place,
        2 as place_ordinal,
        {{ normalised('name_text') }} as words
    from amounts
    where payer_text is null and name_text is not null
),

matches as (
    select
        words.aid_standard_id,
        rules.payer,
        row_number() over (
            partition by words.aid_standard_id
            order by words.place_ordinal, rules.rule_ordinal
        ) as match_ordinal
    from words
    inner join rules
        on
            (rules.match_in = 'any' or words.place = rules.match_in)
            and {{ is_matched('words.words', 'rules.pattern') }}
)

select
    aid_standard_id,
    payer
from matches
where match_ordinal = 1
