"""Every list in the order of an index, whatever the size (docs/bench.md says what was measured)."""

import django.db.models.deletion
from django.db import migrations, models

# Without it the planner takes unit and organisation for independent, and a whole organisation for a few rows.
UNIT_TELLS_ORGANISATION = """
create statistics public.{table}_unit_tells_organisation (dependencies) on organisation_id, unit_id from public.{table}
"""
FORGET_IT = "drop statistics public.{table}_unit_tells_organisation"


class Migration(migrations.Migration):

    dependencies = [
        ('persistence', '0002_imports'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_urgency',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_activity',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_mentee',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_mentor',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_stage',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_end',
        ),
        migrations.RemoveIndex(
            model_name='mentorpairing',
            name='pairings_by_unit',
        ),
        migrations.AddField(
            model_name='mentorpairing',
            name='tab',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(status__in=['active', 'paused'], then=models.F('status')), default=models.Value('ended')), output_field=models.CharField(max_length=20)),
        ),
        migrations.AlterField(
            model_name='mentorpairing',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persistence.organisationunit'),
        ),
        migrations.AlterField(
            model_name='mentorpairing',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='pairings', to='persistence.organisationunit'),
        ),
        migrations.AlterField(
            model_name='pairingactivity',
            name='pairing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='persistence.mentorpairing'),
        ),
        migrations.AlterField(
            model_name='pairingevent',
            name='pairing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='persistence.mentorpairing'),
        ),
        migrations.AlterField(
            model_name='pairingmilestone',
            name='pairing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='persistence.mentorpairing'),
        ),
        migrations.AlterField(
            model_name='peermentor',
            name='organisation',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='persistence.organisationunit'),
        ),
        migrations.AlterField(
            model_name='peermentor',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='people', to='persistence.organisationunit'),
        ),
        migrations.AlterField(
            model_name='peermentorexperiencearea',
            name='peer_mentor',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='experience_areas', to='persistence.peermentor'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'stalled_at', 'id'], include=('unit', 'mentor', 'mentee', 'follow_up_at', 'mentee_sort', 'mentor_sort'), name='pairings_by_urgency'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['unit', 'tab', 'stalled_at', 'id'], include=('organisation', 'mentor', 'mentee', 'follow_up_at'), name='pairings_by_unit'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'last_activity_at', 'id'], name='pairings_by_activity'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'mentee_sort', 'id'], name='pairings_by_mentee'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'mentor_sort', 'id'], name='pairings_by_mentor'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'stage_position', 'id'], name='pairings_by_stage'),
        ),
        migrations.AddIndex(
            model_name='mentorpairing',
            index=models.Index(fields=['organisation', 'tab', 'ended_at', 'id'], include=('unit', 'mentor', 'mentee', 'status'), name='pairings_by_end'),
        ),
        migrations.RemoveIndex(model_name='peermentor', name='peer_mentors_by_name'),
        migrations.RemoveIndex(model_name='peermentor', name='peer_mentors_by_role'),
        migrations.RemoveIndex(model_name='peermentor', name='peer_mentors_by_unit'),
        migrations.AddIndex(
            model_name='peermentor',
            index=models.Index(fields=['unit', 'mentor_programme_role'], include=('organisation', 'id'), name='peer_mentors_by_unit'),
        ),
        migrations.AddIndex(
            model_name='peermentor',
            index=models.Index(fields=['organisation', 'sort_name', 'id'], include=('unit',), name='peer_mentors_by_name'),
        ),
        migrations.AddIndex(
            model_name='peermentor',
            index=models.Index(fields=['organisation', 'mentor_programme_role', 'sort_name', 'id'], include=('unit',), name='peer_mentors_by_role'),
        ),
        *(
            migrations.RunSQL(UNIT_TELLS_ORGANISATION.format(table=table), FORGET_IT.format(table=table))
            for table in ("mentor_pairings", "peer_mentors")
        ),
    ]
