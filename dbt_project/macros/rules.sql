{#- For every subject the meaning of the first rule that matches its words. A specific rule goes before a generic one, nearer
    words before farther ones (qualifier, name, context, project), then the rule's ordinal decides.
    Forms repeat themselves: each text is held against the rules once, however many subjects it describes; only what else must
    be said (`also_pattern`) is asked of every subject, where the rule matches.
    Expects CTEs `words` (model int_words_collected) and `rules` (the seed's columns). The texts are read apart from `words`: what two
    parts of a statement read from one CTE DuckDB holds in memory. -#}
{% macro first_matching_rule(meaning) -%}
texts as (
    select distinct
        place,
        words
    from {{ ref('int_words_collected') }}
),

texts_matched as (
    select
        texts.*,
        rules.rule_ordinal,
        rules.is_generic,
        rules.also_pattern,
        rules.{{ meaning }}
    from texts
    inner join rules
        on
            (rules.match_in = 'any' or texts.place = rules.match_in)
            and {{ is_matched('texts.words', 'rules.pattern') }}
),

matches as (
    select
        words.document_id,
        words.subject_id,
        words.place,
        texts_matched.rule_ordinal,
        texts_matched.{{ meaning }},
        row_number() over (
            partition by words.subject_id
            order by texts_matched.is_generic, words.place_ordinal, texts_matched.rule_ordinal
        ) as match_ordinal
    from words
    inner join texts_matched
        on
            words.place = texts_matched.place
            and words.words = texts_matched.words
            and (texts_matched.also_pattern is null or {{ is_matched('words.all_words', 'texts_matched.also_pattern') }})
)
{%- endmacro %}

{#- The order in which horizons are believed: what a form says of this year goes before what it says of several. -#}
{% macro horizon_ordinal(horizon) -%}
    case {{ horizon }} when 'annual' then 1 when 'mid_term' then 2 else 3 end
{%- endmacro %}

{#- From where a sentence quotes the rule it states, as a list: the titles in 《》 and the names of documents or authorities that are
    said to lay it down (…实施细则中第八条规定, 按照省总工会规定). Only words before the amount can govern it; funds, recipients and
    places that the sentence mentions are no such names. -#}
{% macro governing_names(sentence, amount) -%}
    {%- set before -%}
        {{ normalised("case when position(" ~ amount ~ " in " ~ sentence ~ ") > 1 then left(" ~ sentence ~ ", position("
            ~ amount ~ " in " ~ sentence ~ ") - 1) else " ~ sentence ~ " end") }}
    {%- endset -%}
    list_concat(
        regexp_extract_all({{ before }}, '《([^》]+)》', 1),
        regexp_extract_all(
            {{ before }},
            '(?:^|[,。;；:]|根据|按照|依据|参照|执行|经)([^,。;；:《》的]{2,40}?)(?:(?:条例|细则|办法|规定|意见|通知|方案|制度|文件)中?(?:第.{1,4}条)?,?(?:明确)?(?:规定|要求|提出)|(?:明确|统一)?规定)',
            1
        )
    )
{%- endmacro %}
