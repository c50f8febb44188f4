-- SPDX-License-Identifier: Apache-2.0
-- The marks of a device in core.known_device: the digest of its cookie (null: it has none), and its network as this account
-- knows it. The latter differs between accounts, so it relates none.
create or replace function core.device_marks(p_account uuid, p_device bytea, p_network text) returns bytea[]
language sql immutable
as $$ select array_remove(array[p_device, sha256(convert_to(p_account || ' ' || p_network, 'UTF8'))], null) $$;
