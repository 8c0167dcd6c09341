{#- Text as the vocabulary's patterns expect it: no blanks, full-width signs made half-width, never NULL. -#}
{% macro normalised(text) -%}
    translate(regexp_replace(coalesce({{ text }}, ''), '[\s　]+', '', 'g'), '（）：，－／', '():,-/')
{%- endmacro %}

{#- Whether a pattern of the vocabulary occurs in a normalised text. -#}
{% macro is_matched(text, pattern) -%}
    regexp_matches({{ text }}, {{ pattern }})
{%- endmacro %}

{#- A name made from content alone: the same words give the same id in every build. -#}
{% macro stable_id(columns) -%}
    substr(md5(concat_ws('|', {% for column in columns %}coalesce(cast({{ column }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %})), 1, 16)
{%- endmacro %}

{#- A number as people write it: 11900, 1358.97. -#}
{% macro plain_number(number) -%}
    regexp_replace(cast(cast({{ number }} as decimal(28, 2)) as varchar), '\.?0+$', '')
{%- endmacro %}
