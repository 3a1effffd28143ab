"""Jupyter's defaults in this project's environment (tools/export_assets.ts puts it there)."""

c = get_config()  # noqa: F821 (Jupyter provides it)

c.HTMLExporter.template_name = "lesson"  # plain nbconvert and JupyterLab's Export menu too
c.HTMLExporter.embed_images = True
c.CoalesceStreamsPreprocessor.enabled = True  # joins the lines of console.log
