//go:build tools

// Package tools keeps `go mod tidy` from dropping what tools/setup/installPulumi.mjs builds.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
