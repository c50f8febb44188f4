-- SPDX-License-Identifier: Apache-2.0
-- The desk lists articles (api_1.article_list); api_1.article_desk() reads one by its id.
drop function if exists api_1.article_desk(bytea, uuid, text, text);
