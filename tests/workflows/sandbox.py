"""The runner of these tests: in its sandbox a workflow that reads a clock or the machine fails.

What is passed through it is not watched, and held by test_determinism.py.
"""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PASSED_THROUGH = (
    "activities",
    "annotated_types",
    "domain",
    "pydantic",
    "pydantic_core",
    "records",
    "workflows.activity_calls",
    "workflows.conversion",
    "workflows.messages",
    "workflows.payload_codec",
    "workflows.unrecorded",
    "workflows.visibility",
)
SANDBOXED = SandboxedWorkflowRunner(
    SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
)
