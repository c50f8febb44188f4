"""Goal: answers of every kind are complete: their JSON reads back, and their header fields are those of their kind."""
import pytest

AWKWARD = ["a\nb", "a\tb\r", "quote\"back\\slash", "bell\x07 del\x7f", "한글\u2028\U0001f44d", "</script>"]


# ---- JSON
@pytest.mark.parametrize("name", AWKWARD)
def test_a_refusal_that_quotes_the_client_is_json(admin, name):
    for rules in ({name: 1}, {"words": {name: {"list": ["x"]}}}, {"reason": name}):
        answer = admin.api.put("/v1/moderation/rules", {"version": 0, "rules": rules})
        assert (answer.status, answer.code) == (422, "bad_rules"), answer
        assert answer.json["fields"][0]["code"] == "bad_rules"
