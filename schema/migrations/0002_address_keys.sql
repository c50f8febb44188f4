-- SPDX-License-Identifier: Apache-2.0
-- Form 2 of the keys of addresses: http is https, and "www." is left out (core.url_key). madang migrate rewrites rows of
-- older forms after it has installed the functions.
alter table core.article_url alter column form set default 2;
comment on column core.article_url.url is 'The key of the address (core.url_key); unique on the site.';
comment on column core.article_url.form is 'Version of core.url_key() that made url; madang migrate rewrites rows of older versions.';
comment on column core.article_duplicate.url is 'The key of the address (core.url_key).';
