#!/usr/bin/env bash
# Sends a decision under a forged person's name, as anyone with a function key could, and fails if the app accepts it:
# refuse-forged-caller.sh GROUP APP API_URL
set -euo pipefail

group=$1 app=$2 url=$3
key=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default --output tsv)
[ -n "$key" ] || { echo "There is no function key \"default\", so a forged caller could not be tested; the deployment is not proven safe." >&2; exit 1; }

person='00000000-0000-0000-0000-000000000001'
principal=$(printf '{"auth_typ":"aad","claims":[{"typ":"scp","val":"user_impersonation"}]}' | base64 --wrap 0)
# Passed by standard input, because every process of the machine can read a command line.
status=$(
  printf 'x-functions-key: %s\n' "$key" |
    curl --silent --show-error --max-time 60 --output /dev/null --write-out '%{http_code}' --request POST --header @- \
      --header 'Content-Type: application/json' --header "X-MS-CLIENT-PRINCIPAL-ID: $person" \
      --header "X-MS-CLIENT-PRINCIPAL-NAME: forged" --header "X-MS-CLIENT-PRINCIPAL: $principal" \
      --data '{"decision": "approve"}' "$url/operations/forged-caller-probe/approvals"
)
case $status in
  401 | 403) echo "A forged caller is refused: HTTP $status." ;;
  *)
    echo "A forged caller got HTTP $status instead of 401 or 403: anyone with a function key could approve. Set GO_LIVE_SIGN_IN to keys, or deploy the platform's authentication." >&2
    exit 1
    ;;
esac
