{#- Text as the vocabulary's patterns expect it: no blanks, full-width signs made half-width, never NULL. -#}
{% macro normalised(text) -%}
    translate(regexp_replace(coalesce({{ text }}, ''), '[\s　]+', '', 'g'), '（）：，－／', '():,-/')
{%- endmacro %}

{#- Whether a pattern of the vocabulary occurs in a normalised text. -#}
{% macro is_matched(text, pattern) -%}
    regexp_matches({{ text }}, {{ pattern }})
{%- endmacro %}

{#- A text as it is searched for numbers of people: 1,200人 is one number. -#}
{% macro with_plain_numbers(text) -%}
    {{ normalised("regexp_replace(" ~ text ~ ", '(^|\\D)(\\d{1,3}),(\\d{3})(\\D|$)', '\\1\\2\\3\\4', 'g')") }}
{%- endmacro %}

{#- A number of people with what bounds it, 不少于100人 or 100人以上; and one that nothing bounds. -#}
{% macro people_pattern() -%}
    '(?:不少于|不低于|不超过|不多于|至少|至多|最多|超过|约|近)?\d+(?:名|人次?|位|户)(?:以上|以下|以内|左右)?'
{%- endmacro %}

{% macro is_outright(count_text) -%}
    {{ is_matched(count_text, "'^\\d+(?:名|人次?|位|户)$'") }}
{%- endmacro %}

{#- A name made from content alone: the same words give the same id in every build. -#}
{% macro stable_id(columns) -%}
    substr(md5(concat_ws('|', {% for column in columns %}coalesce(cast({{ column }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %})), 1, 16)
{%- endmacro %}

{#- A number as people write it: 11900, 1358.97. -#}
{% macro plain_number(number) -%}
    regexp_replace(cast(cast({{ number }} as decimal(28, 2)) as varchar), '\.?0+$', '')
{%- endmacro %}

{#- Normalised text whose numbers have no thousands separators: 2,026,400元 is one number. -#}
{% macro without_thousands(text) -%}
    {{ normalised("regexp_replace(regexp_replace(" ~ text ~ ", '(\\d),(\\d{3})', '\\1\\2', 'g'), '(\\d),(\\d{3})', '\\1\\2', 'g')") }}
{%- endmacro %}

{#- A sum of money as printed (40万元) in yuan. -#}
{% macro yuan_of(sum_text) -%}
    (cast(regexp_extract({{ sum_text }}, '[\d.]+') as double) * case
        when contains({{ sum_text }}, '亿') then 100000000
        when contains({{ sum_text }}, '万') then 10000
        else 1
    end)
{%- endmacro %}
