with amounts as (
    select * from {{ ref('int_amounts_collected') }}
),

rules as (
    select * from {{ ref('payer_rules') }}
),

words as (
    select
        document_id,
        aid_standard_id,
        if(payer_text is not null, 'payer', 'name') as place,
        {{ normalised('coalesce(payer_text, name_text)') }} as words
    from amounts
    where payer_text is not null or name_text is not null
),

-- each text is held against the rules once, however many amounts it stands beside
texts as (
    select distinct
        place,
        words
    from words
),

payers as (
    select
        texts.place,
        texts.words,
        arg_min(rules.payer, rules.rule_ordinal) as payer
    from texts
    inner join rules
        on
            (rules.match_in = 'any' or texts.place = rules.match_in)
            and {{ is_matched('texts.words', 'rules.pattern') }}
    group by texts.place, texts.words
)

select
    words.document_id,
    words.aid_standard_id,
    payers.payer
from words
inner join payers
    on words.place = payers.place and words.words = payers.words
