-- SPDX-License-Identifier: Apache-2.0
-- wrk: votes on one comment by many readers in turn, up in one round and down in the next.
-- Arguments: the path, the readers' tokens.
local n, tokens, path = 0, {}, nil
function init(args)
	path = args[1]
	for i = 2, #args do
		tokens[i - 1] = args[i]
	end
end
function request()
	local reader, round = n % #tokens, math.floor(n / #tokens)
	n = n + 1
	return wrk.format("PUT", path, {
		["Authorization"] = "Bearer " .. tokens[reader + 1], ["Content-Type"] = "application/json",
	}, round % 2 == 0 and '{"value":1}' or '{"value":-1}')
end
