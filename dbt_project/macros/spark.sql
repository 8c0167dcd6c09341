{#- What only Spark needs (`--target spark`). Models stay as they are: these macros mark where a model's SQL begins and ends in what
    dbt-spark executes, and ingest/spark/dialect.py translates what is marked. -#}

{% macro in_duckdb_sql(code) -%}
/* duckdb: */ {{ code }} /* :duckdb */
{%- endmacro %}

{% macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    create table {{ relation }} using parquet as {{ in_duckdb_sql(compiled_code) }}
{%- endmacro %}

{% macro spark__create_view_as(relation, sql) -%}
    create or replace view {{ relation }} as {{ in_duckdb_sql(sql) }}
{%- endmacro %}

{% macro spark__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    {{ default__get_test_sql(in_duckdb_sql(main_sql), fail_calc, warn_if, error_if, limit) }}
{%- endmacro %}

{#- Seeds: dbt-spark would write NULL as 'None', and knows no varchar without a length. -#}
{% macro spark_type(data_type) -%}
    {{- 'string' if data_type | lower in ('varchar', 'text') else data_type -}}
{%- endmacro %}

{% macro spark_literal(value) -%}
    {%- if value is none -%} null
    {%- elif value is number or value is boolean -%} {{ value }}
    {%- else -%} '{{ value | string | replace('\\', '\\\\') | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}

{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for name in agate_table.column_names %}
            {{ name }} {{ spark_type(types.get(name, adapter.convert_type(agate_table, loop.index0))) }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) using parquet
    {%- endset -%}
    {% call statement('_') %}{{ sql }}{% endcall %}
    {{ return(sql) }}
{%- endmacro %}

{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set sql -%}
        insert into {{ this.render() }} values
        {%- for row in agate_table.rows %}
        (
            {%- for value in row %}
            {%- set name = agate_table.column_names[loop.index0] %}
            cast({{ spark_literal(value) }} as {{ spark_type(types.get(name, adapter.convert_type(agate_table, loop.index0))) }})
            {{- ',' if not loop.last }}
            {%- endfor -%}
        ){{ ',' if not loop.last }}
        {%- endfor %}
    {%- endset -%}
    {% call statement('_') %}{{ sql }}{% endcall %}
    {{ return(sql) }}
{%- endmacro %}
