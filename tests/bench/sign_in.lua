-- SPDX-License-Identifier: Apache-2.0
-- wrk: sign-ins of many accounts in turn. Arguments: login, password, login, password, …
local bodies, n = {}, 0
function init(args)
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	for i = 1, #args - 1, 2 do
		bodies[#bodies + 1] = string.format('{"login":"%s","password":"%s"}', args[i], args[i + 1])
	end
end
function request()
	n = n + 1
	return wrk.format(nil, nil, nil, bodies[n % #bodies + 1])
end
