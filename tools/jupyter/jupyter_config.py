"""Jupyter's defaults in this project's environment (tools/export_assets.ts puts it there)."""

c = get_config()  # noqa: F821 (Jupyter provides it)

c.HTMLExporter.template_name = "lesson"  # plain nbconvert and JupyterLab's Export menu too
# Not embed_images: it closes every <details> at its first line. Pictures that are dropped or pasted
# into a cell are attachments, and those are always inside the page.
c.CoalesceStreamsPreprocessor.enabled = True  # joins the lines of console.log
