"""Why a unit stands where it stands: rules that claim a reason on evidence, in the published order, or nothing."""
