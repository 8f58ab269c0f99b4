#!/usr/bin/env bash
# Registers Microsoft.App once in a fresh subscription. The app's subnet is delegated to that provider, but no resource
# of it is in the templates, so a deployment does not register it by itself. Needs the Azure CLI, signed in.
set -euo pipefail

for provider in Microsoft.App; do
  state=$(az provider show --namespace "$provider" --query registrationState --output tsv)
  [ "$state" = Registered ] && continue
  echo "Registering the resource provider $provider; this takes a minute or two."
  az provider register --namespace "$provider" --wait || {
    echo "$provider could not be registered; only private networking needs it. An owner of the subscription can register it: az provider register --namespace $provider" >&2
  }
done
