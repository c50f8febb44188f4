-- SPDX-License-Identifier: Apache-2.0
-- wrk: POST a body that is new each time. Arguments: token (or -), the JSON with %d in it, if the
-- posts go to fifty articles in turn the path with %a for the article, and,
-- if each connection shall wait between an answer and its next post, how many milliseconds in the mean.
local n = 0
local text, path
function init(args)
	if args[1] ~= "-" then
		wrk.headers["Authorization"] = "Bearer " .. args[1]
	end
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	text, path = args[2], args[3]
	if args[4] then
		function delay()
			return math.random(0, 2 * tonumber(args[4]))
		end
	end
	math.randomseed(os.time())
	n = math.random(1000000000)
end
function request()
	n = n + 1
	local where = path and string.gsub(path, "%%a", string.format("01000000-0000-7000-8000-%012d", n % 50 + 1))
	return wrk.format(nil, where, nil, (string.gsub(text, "%%d", tostring(n))))
end
function done(summary, latency, requests)
	io.write(string.format("status errors: %d\n", summary.errors.status))
end
