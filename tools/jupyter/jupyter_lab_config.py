"""JupyterLab for this course: opens at once, offline, with one kernel and no dialogs."""

from jupyterlab.handlers.announcements import NeverCheckForUpdate

c = get_config()  # noqa: F821, Jupyter defines it

# The terminal shows the address and real trouble, nothing else (tools/lab.ts quiets the server).
c.LabApp.log_level = "WARN"

# No news, no update check, no list of extensions: nothing is fetched from the network.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = NeverCheckForUpdate
c.LabApp.extension_manager = "readonly"
c.LanguageServerManager.autodetect = False

# The Deno kernel is the only one there is to choose.
c.KernelSpecManager.ensure_native_kernel = False
c.KernelSpecManager.allowed_kernelspecs = {"deno"}
c.MultiKernelManager.default_kernel_name = "deno"

# In a container everybody is root.
c.ServerApp.allow_root = True

# Ctrl-C stops the server and its kernels without asking.
c.ServerApp.answer_yes = True
