-- wrk: POST a body that is new each time. Arguments: token (or -), the JSON with %d in it.
local n = 0
local text
function init(args)
	if args[1] ~= "-" then
		wrk.headers["Authorization"] = "Bearer " .. args[1]
	end
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/json"
	text = args[2]
	math.randomseed(os.time())
	n = math.random(1000000000)
end
function request()
	n = n + 1
	return wrk.format(nil, nil, nil, (string.gsub(text, "%%d", tostring(n))))
end
function done(summary, latency, requests)
	io.write(string.format("status errors: %d\n", summary.errors.status))
end
